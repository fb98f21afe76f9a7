using System.Text.Json;
using System.Text.Json.Serialization;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Output;

/// <summary>How offers are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Offer))]
internal sealed partial class OfferJson : JsonSerializerContext
{
    public static string Write(string url, string? server, Presentation presentation) => JsonSerializer.Serialize(
        new(url, server, presentation.Name, presentation.Duration?.TotalSeconds, [.. presentation.Tracks.Select(Stream)]), Default.Offer);

    private static OfferedStream Stream(OfferedTrack track) => new(
        track.Number,
        track.Kind.ToString().ToLowerInvariant(),
        track.Codec,
        track.Payload?.Clock.Hertz,
        track.Payload?.Channels is > 0 and var channels ? channels : null,
        track.Language,
        track.Label,
        track.Rate?.BitsPerSecond,
        track.FrameRate,
        track.Payload?.Parameters ?? "",
        track.ControlUrl,
        track.IsPlayable);
}
