namespace Streaming.Server.Host.Configuration;

/// <summary>How one kind of value is read and written.</summary>
/// <param name="Expected">Completes the sentence "'x' is not …".</param>
/// <param name="Parse">Reads one text; false where it is not one of this kind.</param>
/// <param name="Format">What <paramref name="Parse"/> reads back as the same value.</param>
internal sealed record ValueKind<T>(string Expected, ValueKind<T>.Parser Parse, Func<T, string> Format)
{
    internal delegate bool Parser(string text, out T value);
}
