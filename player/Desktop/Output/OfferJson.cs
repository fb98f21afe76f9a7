using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Streaming.Formats.Media;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Output;

/// <summary>How offers are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Offer))]
internal sealed partial class OfferJson : JsonSerializerContext
{
    /// <summary>Parameters are full of plus signs, and nobody puts this text into a web page.</summary>
    private static OfferJson Readable =>
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(string url, string? server, Presentation presentation) => JsonSerializer.Serialize(
        new(url, server, presentation.Name, presentation.Duration?.TotalSeconds, [.. presentation.Tracks.Select(Stream)]), Readable.Offer);

    private static OfferedStream Stream(OfferedTrack track) => new(
        track.Number,
        track.Kind.ToString().ToLowerInvariant(),
        track.Codec,
        track.Payload?.Clock.Hertz,
        track.Kind == TrackKind.Audio ? track.Payload?.Channels : null,
        track.Language,
        track.Label,
        track.Rate?.BitsPerSecond,
        track.FrameRate,
        track.Payload?.Parameters ?? "",
        track.ControlUrl,
        track.IsPlayable);
}
