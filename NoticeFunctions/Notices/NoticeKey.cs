namespace NoticeFunctions.Notices;

/// <summary>What a notice is found by. The application is part of it, so that nobody can ask for another application's notice by accident.</summary>
internal readonly record struct NoticeKey(string Application, string Id);
