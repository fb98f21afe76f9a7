namespace Streaming.Qos.Policing;

/// <summary>What is done with a packet of one colour.</summary>
public readonly record struct PolicerAction
{
    /// <summary>It goes on as it came.</summary>
    public static readonly PolicerAction Pass;

    /// <summary>It goes no further.</summary>
    public static readonly PolicerAction Drop = new() { IsDrop = true };

    public bool IsDrop { get; private init; }

    /// <summary>What it is marked with from here on; null: as before.</summary>
    public Dscp? Marking { get; private init; }

    /// <summary>It goes on, marked differently.</summary>
    public static PolicerAction Remark(Dscp marking) => new() { Marking = marking };

    public override string ToString() => IsDrop ? "drop" : Marking is { } marking ? $"mark {marking}" : "pass";
}
