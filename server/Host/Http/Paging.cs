using Microsoft.AspNetCore.Http;

namespace Streaming.Server.Host.Http;

/// <summary>Cuts lists into pages: <c>?page=1&amp;itemsPerPage=100</c>.</summary>
internal static class Paging
{
    public const int DefaultItems = 100;

    /// <summary>About 1 MB of JSON.</summary>
    public const int MaxItems = 1_000;

    /// <summary>The page asked for, or what is wrong with the question.</summary>
    public static IResult Answer<TSource, TItem>(IReadOnlyList<TSource> all, int? page, int? itemsPerPage, Func<TSource, TItem> show)
    {
        int items = itemsPerPage ?? DefaultItems;
        if (items is < 1 or > MaxItems)
            return Problems.BadRequest($"itemsPerPage is {items}; it can be 1 to {MaxItems}");
        int pages = Math.Max(1, ((all.Count - 1) / items) + 1);
        int wanted = page ?? 1;
        if (wanted < 1)
            return Problems.BadRequest($"page is {wanted}; the first one is 1");

        // A page behind the last one is empty, not wrong: the list may have grown shorter since it was counted.
        IEnumerable<TSource> shown = wanted > pages ? [] : all.Skip((wanted - 1) * items).Take(items);
        return TypedResults.Ok(new ItemList<TItem>(all.Count, pages, [.. shown.Select(show)]));
    }
}
