using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Protection;

/// <summary>What is asked of a server to protect a session with: the part of a flow specification that is not the viewer's.</summary>
/// <param name="Layouts">By rising number of the track; streams without parity are not in it.</param>
/// <param name="Resend">Set aside for resends; null: nothing is.</param>
public sealed record ProtectionWish(IReadOnlyList<StreamProtection> Layouts, Ratio? Resend)
{
    public static readonly ProtectionWish None = new([], null);

    public bool IsNone => Layouts.Count == 0 && Resend is null;

    /// <summary>The layout of one track.</summary>
    public ParityLayout this[int track]
    {
        get
        {
            foreach (StreamProtection one in Layouts)
            {
                if (one.Track == track)
                    return one.Layout;
            }

            return ParityLayout.None;
        }
    }

    /// <summary>What a specification asks for.</summary>
    public static ProtectionWish Of(FlowSpec spec) => new(spec.Protection, spec.Resend);

    /// <summary>What is in force.</summary>
    public static ProtectionWish Of(Contract contract) => new(contract.Protection, contract.Resend);

    /// <summary>What the viewer asks for, protected so.</summary>
    public FlowSpec On(FlowSpec viewer) => viewer with { Protection = Layouts, Resend = Resend };

    /// <summary>Whether the same is asked; a list that is made twice is another object each time.</summary>
    public bool Equals(ProtectionWish? other) => other is not null && Resend == other.Resend && Layouts.SequenceEqual(other.Layouts);

    public override int GetHashCode() => HashCode.Combine(Layouts.Count, Resend);
}
