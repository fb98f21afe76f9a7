using Streaming.Lab.Scenarios;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>What a viewer asks its player for, and the session that asks the server for it.</summary>
internal static class ViewerWish
{
    /// <summary>Nobody compares what a viewer received with the film.</summary>
    private static readonly ReceiverOptions Receiver = new() { HashesSamples = false };

    /// <param name="from">Where to begin; null: at the beginning.</param>
    /// <param name="visit">Of its sessions which, from 0.</param>
    public static ReceiverSession Session(ViewerOptions viewer, MediaTime? from, int visit, IStreamListener listener) =>
        new(Of(viewer, from), Receiver, ViewerChance.Identity(viewer.Seed, visit), listener);

    /// <summary>What the player is to ask for.</summary>
    public static ClientOptions Of(ViewerOptions viewer, MediaTime? from)
    {
        Audience audience = viewer.Audience;
        string path = audience.Title ?? $"channels/{audience.Channel}";
        bool isAddress = RtspAddress.TryParse($"rtsp://{viewer.Server}/{path}{audience.Query}", out RtspAddress? address);
        Invariant.That(isAddress, "titles and channels are checked when a scenario is read");
        return new()
        {
            Address = address!,

            // Nothing goes inside a connection in virtual time; a channel may fall back to unicast.
            Transport = audience.Channel is null ? TransportChoice.Udp : TransportChoice.Auto,
            Start = from,
            Wish = audience.Wish,
            Preference = TrackPreference.Viewer,
            Repair = audience.Protection is not null,
            Protection = audience.Protection,
            StaysAtEnd = true,
        };
    }
}
