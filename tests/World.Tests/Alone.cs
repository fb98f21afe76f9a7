namespace Streaming.World.Tests;

/// <summary>Tests that look at what the whole process holds: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
