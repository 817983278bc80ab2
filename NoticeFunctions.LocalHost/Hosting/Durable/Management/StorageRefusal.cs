namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>What the real host's storage refuses: a negative page, an id that is too long for a key.</summary>
internal sealed class StorageRefusal() : Exception("An error occurred while communicating with Azure Storage")
{
    /// <summary>The name under which the real host tells it.</summary>
    public const string TypeName = "DurableTask.AzureStorage.Storage.DurableTaskStorageException";
}
