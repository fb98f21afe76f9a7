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
        if (TryRead(page, itemsPerPage, out int first, out int items) is { } wrong)
            return wrong;

        // A page behind the last one is empty, not wrong: the list may have grown shorter since it was counted.
        return Answer(all.Count, items, all.Skip(first).Take(items).Select(show));
    }

    /// <summary>As the other, where the list is not at hand as a whole.</summary>
    /// <param name="count">Of the whole.</param>
    public static IResult Answer<TItem>(int count, int itemsPerPage, IEnumerable<TItem> shown) =>
        TypedResults.Ok(new ItemList<TItem>(count, Math.Max(1, ((count - 1) / itemsPerPage) + 1), [.. shown]));

    /// <summary>Which items are asked for; what is wrong with the question, or null.</summary>
    public static IResult? TryRead(int? page, int? itemsPerPage, out int first, out int items)
    {
        items = itemsPerPage ?? DefaultItems;
        long before = ((page ?? 1) - 1L) * items;
        first = (int)Math.Min(before, int.MaxValue);
        return items is < 1 or > MaxItems ? Problems.BadRequest($"itemsPerPage is {items}; it can be 1 to {MaxItems}")
            : page is < 1 ? Problems.BadRequest($"page is {page}; the first one is 1")
            : null;
    }
}
