namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a request must bring, in the query's <c>code</c> or the header <c>x-functions-key</c>.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>Reserved for signed-in users.</summary>
    User = 1,

    /// <summary>The function's own key, a host key or the master key.</summary>
    Function = 2,

    /// <summary>An extension's system key or the master key.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
