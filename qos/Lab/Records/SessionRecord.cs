using System.Text.Json.Serialization;

namespace Streaming.Lab.Records;

/// <summary>One viewer, from coming to going.</summary>
public sealed record SessionRecord
{
    /// <summary>The audience and a number: <c>home.17</c>. One that comes back keeps it.</summary>
    public required string Id { get; init; }

    public required string Audience { get; init; }

    /// <summary>What it watched: a title, or a channel.</summary>
    public required string Title { get; init; }

    /// <summary>The link it lives behind, as it is called for it alone.</summary>
    public required string Link { get; init; }

    /// <summary>guaranteed, controlled-load or best-effort, as it was granted; as it was asked for, where it was refused.</summary>
    public required string Class { get; init; }

    /// <summary>udp, multicast or tcp.</summary>
    public string Transport { get; init; } = "udp";

    public required double ArrivedS { get; init; }

    public double? EndedS { get; init; }

    /// <summary>refused, completed (all it wanted), left, vanished, playing (at the end of the run), failed.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it was refused or failed, in a sentence.</summary>
    public string? Why { get; init; }

    public RefusalRecord? Refusal { get; init; }

    /// <summary>From asking for the title to the first picture (or sound, where there is no picture).</summary>
    public double? StartupMs { get; init; }

    /// <summary>The contracts that were in force, by time.</summary>
    public IReadOnlyList<ContractRecord> Contracts { get; init; } = [];

    /// <summary>How often the server moved it to another level by its own cause.</summary>
    public int Moves { get; init; }

    /// <summary>Whether all of them were kept, by the server's word.</summary>
    public bool? IsKept { get; init; }

    /// <summary>Packets of media that were sent to it.</summary>
    public long Sent { get; init; }

    /// <summary>Of those, such as the network did not bring, and as were still missing after repair.</summary>
    public long Lost { get; init; }

    public long LostAfterRepair { get; init; }

    /// <summary>Packets that came too late to be of use.</summary>
    public long Late { get; init; }

    /// <summary>Packets that parity brought back, and that were sent again.</summary>
    public long MendedByParity { get; init; }

    public long MendedByResend { get; init; }

    public long Bytes { get; init; }

    /// <summary>How often the picture stood because nothing was there, and how long in all; beginning, pauses and seeks apart.</summary>
    public int Stalls { get; init; }

    public double StalledMs { get; init; }

    /// <summary>When each began, and how long it was.</summary>
    public IReadOnlyList<StallRecord> StallTimes { get; init; } = [];

    /// <summary>Changes of the rendition that was shown.</summary>
    public int RenditionChanges { get; init; }

    public DistributionRecord? DelayMs { get; init; }

    /// <summary>How early the sound was against the picture.</summary>
    public DistributionRecord? SkewMs { get; init; }

    /// <summary>What was held, of all streams the least.</summary>
    public DistributionRecord? BufferMs { get; init; }

    /// <summary>What the network did not bring, second by second, link by link: what is lost of media, and with it what is of parity and of
    /// what was sent again.</summary>
    public IReadOnlyList<DropRecord> Drops { get; init; } = [];

    /// <summary>Step by step; of large runs only of those that a report shows.</summary>
    public SessionSeries? Series { get; init; }

    /// <summary>All values, for sums over many sessions.</summary>
    [JsonIgnore]
    public Distribution? Delays { get; init; }

    [JsonIgnore]
    public Distribution? Skews { get; init; }

    [JsonIgnore]
    public Distribution? Buffers { get; init; }
}
