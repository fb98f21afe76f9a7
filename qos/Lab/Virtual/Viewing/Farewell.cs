namespace Streaming.Lab.Virtual.Viewing;

/// <summary>Why a viewer takes leave.</summary>
internal enum Farewell
{
    /// <summary>It has seen all it wanted.</summary>
    Completed,

    /// <summary>It has had enough of it.</summary>
    Left,

    /// <summary>The run is over.</summary>
    Playing,
}
