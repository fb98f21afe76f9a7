namespace Streaming.Lab.Records;

/// <summary>Something that must hold in every run.</summary>
/// <param name="Detail">Where it does not, the first that is wrong: who, when, by how much.</param>
public sealed record CheckRecord(string Name, bool IsOk, string Detail);
