namespace Streaming.Lab.Scenarios;

/// <param name="Name">By which it is asked for.</param>
/// <param name="Rate">Its mean, without headers.</param>
public sealed record RenditionTerms(string Name, BitRate Rate);
