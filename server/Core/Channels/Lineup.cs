using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Channels;

/// <summary>The lanes of a channel, and how its titles fit them.</summary>
/// <remarks>
/// Lanes are what the channel declares, or what the first of its titles has. A title without one of the renditions sends the nearest in its
/// place, without one of the languages its own first sound, if a decoder can go on with it; a lane of text without text is silent
/// meanwhile. Every such misfit is named.
/// </remarks>
public sealed class Lineup
{
    private Lineup(ChannelSettings settings) => Settings = settings;

    public ChannelSettings Settings { get; }

    public IReadOnlyList<Lane> Lanes { get; private set; } = [];

    /// <summary>What is wrong with the channel and its titles; with a fatal one it cannot play.</summary>
    public IReadOnlyList<ChannelMistake> Mistakes { get; private set; } = [];

    public bool IsPlayable => Lanes.Count > 0 && Mistakes.All(mistake => !mistake.IsFatal);

    /// <summary>What all lanes ask of the first link together, parity and reports included.</summary>
    public TrafficSpec Traffic => throw new NotImplementedException();

    /// <summary>What the channel is shaped to.</summary>
    public Contract Contract => throw new NotImplementedException();

    /// <param name="titles">Those of its programme that the library has, in the order in which they are played; the first decides.</param>
    public static Lineup Of(ChannelSettings settings, IReadOnlyList<MediaIndex> titles) => new(settings);

    /// <summary>A title as this channel plays it, which from now on owns what is open.</summary>
    /// <param name="mistakes">How it does not fit; with a fatal one it cannot be played, and what is open stays the caller's.</param>
    public bool TryFit(OpenTitle title, [NotNullWhen(true)] out ChannelTitle? fitted, out IReadOnlyList<ChannelMistake> mistakes) =>
        throw new NotImplementedException();
}
