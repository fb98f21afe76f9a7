namespace Streaming.Server.Contracts;

/// <summary>What one stream of a session sends.</summary>
/// <param name="SetupTrack">The track the client set up: which stream is meant.</param>
/// <param name="Track">The track that is sent in it: itself, or another rendition of it.</param>
public sealed record StreamChoice(int SetupTrack, int Track, StreamMode Mode);
