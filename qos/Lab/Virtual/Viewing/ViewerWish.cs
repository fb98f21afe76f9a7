using Streaming.Lab.Scenarios;
using Streaming.Player.Sessions;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>What a viewer asks its player for.</summary>
internal static class ViewerWish
{
    /// <param name="from">Where to begin; null: at the beginning.</param>
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
