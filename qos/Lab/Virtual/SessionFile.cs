using Streaming.Emulation.Links;
using Streaming.Lab.Records;
using Streaming.Lab.Viewers;

namespace Streaming.Lab.Virtual;

/// <summary>What server and network have to say of one viewer.</summary>
internal sealed class SessionFile
{
    private readonly SortedDictionary<(int Second, int Link, DropCause Cause), int> _drops = [];

    public List<ContractRecord> Contracts { get; } = [];

    /// <summary>How often the server moved it to another level.</summary>
    public int Moves { get; set; }

    /// <summary>What there was no room for, where it was refused.</summary>
    public RefusalRecord? Refusal { get; set; }

    /// <summary>The same in a sentence.</summary>
    public string? Why { get; set; }

    /// <summary>It was admitted once.</summary>
    public bool IsAdmitted { get; set; }

    /// <summary>All contracts were kept, by the server's word; null: none was judged.</summary>
    public bool? IsKept { get; set; }

    /// <summary>Datagrams that were sent to it, and how many bytes, headers included.</summary>
    public long Sent { get; set; }

    public long Bytes { get; set; }

    /// <summary>Such as came a second time.</summary>
    public long Copies { get; set; }

    /// <summary>What came through, and what a link did not let through; a damaged one is dropped by its checksum.</summary>
    public long Came { get; set; }

    public long Dropped { get; private set; }

    /// <summary>Of those, reports: no packet that anybody could miss.</summary>
    public long DroppedReports { get; private set; }

    /// <param name="second">Of the run.</param>
    public void Lost(int second, int link, DropCause cause, bool isReport)
    {
        Dropped++;
        if (isReport)
        {
            DroppedReports++;
            return;
        }

        (int, int, DropCause) key = (second, link, cause);
        _drops[key] = _drops.GetValueOrDefault(key) + 1;
    }

    /// <summary>Without reports.</summary>
    public IReadOnlyList<DropRecord> Drops(Func<int, string> nameOf) =>
        [.. _drops.Select(drop => new DropRecord(drop.Key.Second, nameOf(drop.Key.Link), CauseText.Of(drop.Key.Cause), drop.Value))];
}
