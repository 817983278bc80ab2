using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>An exception as it travels through history.</summary>
/// <param name="ErrorType">The exception's full type name.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">Where it was thrown, if that is known.</param>
/// <param name="InnerFailure">What caused it.</param>
/// <param name="Properties">Further facts, if a host adds them.</param>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    /// <summary>
    /// Describes an exception and its chain of causes. A <see cref="TaskFailedException"/> counts what failed as its cause.
    /// </summary>
    /// <param name="exception">The exception.</param>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        TaskFailureDetails? cause = exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            { InnerException: { } inner } => FromException(inner),
            _ => null,
        };
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, cause, Properties: null);
    }

    /// <summary>
    /// Whether the failure's own exception is a <typeparamref name="T"/>, base types included; causes further in are not looked at.
    /// </summary>
    /// <typeparam name="T">The exception type.</typeparam>
    /// <returns>False also when no loaded assembly has a type named <see cref="ErrorType"/>.</returns>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have a type of that name.</exception>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <inheritdoc cref="IsCausedBy{T}"/>
    /// <param name="targetBaseExceptionType">The exception type.</param>
    /// <exception cref="ArgumentException">The type is not an exception.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        return typeof(Exception).IsAssignableFrom(targetBaseExceptionType)
            ? targetBaseExceptionType.IsAssignableFrom(ExceptionTypeNames.Find(ErrorType, targetBaseExceptionType.Assembly))
            : throw new ArgumentException($"{targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
    }

    /// <summary>The type and the message.</summary>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
