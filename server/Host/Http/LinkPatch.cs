namespace Streaming.Server.Host.Http;

/// <summary>What is to change about a link.</summary>
/// <param name="BitsPerSecond">What it carries from now on.</param>
internal sealed record LinkPatch(long? BitsPerSecond);
