namespace Streaming.Server.Host.Http;

/// <summary>One page of a list.</summary>
/// <param name="ItemCount">Of all pages.</param>
/// <param name="PageCount">At least 1: an empty list has one empty page.</param>
internal sealed record ItemList<T>(int ItemCount, int PageCount, IReadOnlyList<T> Items);
