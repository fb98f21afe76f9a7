using System.Text.Json;
using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http;

/// <summary>One simple stream of a title.</summary>
/// <param name="Kind">video, audio, text or slides.</param>
/// <param name="ClockHz">Of its RTP time stamps.</param>
/// <param name="MeanBitsPerSecond">Of the coded media, without any packet's overhead.</param>
/// <param name="Traffic">What its packets ask of a network; null where that is not known.</param>
internal sealed record TrackDetails(
    int Id,
    string Kind,
    string Codec,
    int ClockHz,
    string Language,
    string Label,
    string Rendition,
    bool IsDefault,
    int Width,
    int Height,
    double FramesPerSecond,
    int Channels,
    int SampleRateHz,
    long MeanBitsPerSecond,
    long PeakBitsPerSecond,
    TrackTrafficDetails? Traffic)
{
    public static TrackDetails Of(Track track, TrackTraffic? traffic) => new(
        track.Id,
        Word(track.Kind.ToString()),
        Word(track.Codec.ToString()),
        track.Clock.Hertz,
        track.Language,
        track.Label,
        track.Rendition,
        track.IsDefault,
        track.Width,
        track.Height,
        track.FrameRate,
        track.Channels,
        track.SampleRate,
        track.MeanRate.BitsPerSecond,
        track.PeakRate.BitsPerSecond,
        traffic is null ? null : TrackTrafficDetails.Of(traffic));

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
