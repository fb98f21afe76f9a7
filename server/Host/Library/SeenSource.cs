namespace Streaming.Server.Host.Library;

/// <summary>What the last looks at a source have shown.</summary>
/// <param name="Fingerprint">Of its files at the last look.</param>
/// <param name="Since">When it was first seen so.</param>
/// <param name="IsDone">Whether that state has been imported, or refused, already.</param>
internal readonly record struct SeenSource(string Fingerprint, DateTimeOffset Since, bool IsDone);
