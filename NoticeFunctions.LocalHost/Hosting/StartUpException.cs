namespace NoticeFunctions.LocalHost.Hosting;

/// <summary>
/// The start can't go on, and whoever started the host can mend it: the message is one line that names the file, setting, function or
/// parameter at fault. It is shown without a stack trace, and the process ends with exit code 1.
/// </summary>
internal sealed class StartUpException(string message, Exception? innerException = null) : Exception(message, innerException);
