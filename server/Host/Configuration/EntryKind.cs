namespace Streaming.Server.Host.Configuration;

/// <summary>How one entry of a list is read and written, where an entry is a line of words: <c>uplink 1Gb/s delay=1ms</c>.</summary>
/// <param name="Parse">Reads one text, or says what is wrong with it.</param>
/// <param name="Format">What <paramref name="Parse"/> reads back as the same value.</param>
internal sealed record EntryKind<T>(EntryKind<T>.Parser Parse, Func<T, string> Format)
    where T : class
{
    internal delegate T? Parser(string text, out string problem);
}
