using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Clients;

/// <summary>What a client left in its file: how it ended, the pictures decoded from it, its coded frames of sound.</summary>
public sealed record Written(ProgramResult Run, IReadOnlyList<string> Pictures, IReadOnlyList<string> Sound);
