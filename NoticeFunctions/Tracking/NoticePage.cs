using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary>Answers a request for a page of what is kept of one notice.</summary>
internal static class NoticePage
{
    /// <summary>The page, or what is wrong with the request: 404 where its application has no such notice.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The notice.</param>
    /// <param name="read">Reads it: the notice, the limit, the continuation. Null when there is no such notice.</param>
    /// <param name="answer">An item as it is answered.</param>
    /// <param name="type">How the answer is written.</param>
    public static async Task<IResult> AnswerAsync<TItem, TAnswer>(
        HttpRequest request,
        string id,
        Func<NoticeKey, int, string?, CancellationToken, Task<Page<TItem>?>> read,
        Func<TItem, TAnswer> answer,
        JsonTypeInfo<ListAnswer<TAnswer>> type)
    {
        ListQuery query = new(request.Query);
        int limit = query.Limit;
        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        try
        {
            NoticeKey key = new(request.HttpContext.GetCaller().Application, id);
            return NoticeIds.IsWellFormed(id) && await read(key, limit, query.Continuation, request.HttpContext.RequestAborted) is { } page
                ? new JsonAnswer<ListAnswer<TAnswer>>(new([.. page.Items.Select(answer)], page.Continuation), type)
                : Refuse.NotFound("There is no notice of this id.");
        }
        catch (InvalidContinuationException e)
        {
            return Refuse.Invalid("?continuation", e.Message, example: null);
        }
    }
}
