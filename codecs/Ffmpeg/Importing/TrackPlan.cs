using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>One track that shall be made from one stream of one file.</summary>
internal sealed record TrackPlan
{
    /// <summary>The facts known before the import; sizes, rates and configuration follow from it.</summary>
    public required Track Track { get; init; }

    /// <summary>The stream's index in its file.</summary>
    public required int Stream { get; init; }

    /// <summary>What the stream is coded in, as FFmpeg calls it.</summary>
    public required string SourceCodec { get; init; }

    /// <summary>What the container knows beside the packets; empty where the stream is transcoded.</summary>
    public byte[] Extradata { get; init; } = [];

    /// <summary>The encoder's arguments; empty where the packets are taken as they are.</summary>
    public IReadOnlyList<string> Encoder { get; init; } = [];

    /// <summary>A rung of a ladder takes its pictures from the graph that decodes the stream once for all; 0 for none, else 1, 2
    /// …</summary>
    public int Rung { get; init; }

    public bool IsTranscoded => Encoder.Count > 0;

    public string RawName => $"track-{Track.Id}.raw";

    public string TableName => $"track-{Track.Id}.table";
}
