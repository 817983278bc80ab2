using System.Xml.Linq;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace NoticeFunctions.Secrets;

/// <summary>
/// Data Protection's key ring as one blob, which every instance reads and appends to. A write names the version that it is an answer to (ETag), so that of two
/// at once none is lost. (Microsoft's package for this is not served everywhere, and is as short as this.)
/// </summary>
internal sealed class BlobXmlRepository(BlobClient blob) : IXmlRepository
{
    private const int MostTries = 20;
    private static readonly XName Root = "repository";

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Read().Document.Root!.Elements()];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        for (int tries = 1; ; tries++)
        {
            (XDocument document, ETag? version) = Read();
            document.Root!.Add(element);
            try
            {
                Write(document, version);
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412 && raced.ErrorCode != BlobErrorCode.ContainerNotFound && tries < MostTries)
            {
                // Another instance wrote in between: its keys stay, and this one is added to them.
            }
        }
    }

    private (XDocument Document, ETag? Version) Read()
    {
        try
        {
            BlobDownloadResult content = blob.DownloadContent();
            return (XDocument.Parse(content.Content.ToString()), content.Details.ETag);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return (new XDocument(new XElement(Root)), null);
        }
    }

    private void Write(XDocument document, ETag? version)
    {
        BlobRequestConditions conditions = version is { } known ? new() { IfMatch = known } : new() { IfNoneMatch = ETag.All };
        BlobUploadOptions options = new() { Conditions = conditions, HttpHeaders = new BlobHttpHeaders { ContentType = "application/xml" } };
        try
        {
            blob.Upload(BinaryData.FromString(document.ToString()), options);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            blob.GetParentBlobContainerClient().CreateIfNotExists();
            blob.Upload(BinaryData.FromString(document.ToString()), options);
        }
    }
}
