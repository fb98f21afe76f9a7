namespace Streaming.Lab.Titles;

/// <summary>What a made-up sample is.</summary>
internal enum MadeKind
{
    Sound,

    /// <summary>A key picture with the parameter sets in front of it.</summary>
    Key,

    /// <summary>A picture that others need.</summary>
    Reference,

    /// <summary>A picture that no other needs.</summary>
    Disposable,
}
