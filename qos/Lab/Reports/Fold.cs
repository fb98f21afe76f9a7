namespace Streaming.Lab.Reports;

/// <summary>What stands for several values where there is no room for each.</summary>
internal enum Fold
{
    Mean,
    Most,
    Least,

    /// <summary>Whatever is farthest from zero.</summary>
    Farthest,
}
