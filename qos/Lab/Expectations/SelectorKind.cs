namespace Streaming.Lab.Expectations;

/// <summary>By what sessions, or links, are chosen.</summary>
internal enum SelectorKind
{
    /// <summary>The class of service that was granted, or asked for by whoever was refused.</summary>
    Class,

    /// <summary>The audience.</summary>
    Viewers,

    /// <summary>The title, or the channel.</summary>
    Title,

    /// <summary>The link itself; of sessions, the one they live behind.</summary>
    Link,
}
