namespace Streaming.Server.Host.Configuration;

/// <summary>What is made of the files found in the library.</summary>
public sealed record ImportSection
{
    /// <summary><c>none</c>, <c>auto</c>, or a list such as <c>720p:2500k,480p:1000k</c>.</summary>
    public string Ladder { get; init; } = "none";
}
