namespace Streaming.Server.Sending;

/// <summary>When a stream's sender reports are due.</summary>
internal sealed class Reporting
{
    /// <summary>The next report; it leaves before any packet that is due later.</summary>
    public Instant Next { get; set; } = Instant.Never;

    /// <summary>Whether none was ever sent: the first interval is half as long. RFC 3550 §6.2.</summary>
    public bool IsFirst { get; set; } = true;

    /// <summary>Mean size of its compounds, with IP and UDP headers. RFC 3550 §6.3.3.</summary>
    public double AverageSize { get; set; } = 120;

    /// <summary>The size of the one that the shaper holds back; zero: none.</summary>
    public int Held { get; set; }

    /// <summary>It has said goodbye, others of the session have not yet.</summary>
    public bool IsOver { get; set; }

    /// <summary>What goes along; null: nothing, there is one receiver.</summary>
    public IReportRider? Rider { get; set; }

    /// <summary>There is news for the receivers.</summary>
    public void HastenTo(Instant soon) => Next = Next == Instant.Never ? Next : Instant.Min(Next, soon);

    public void Begin(Instant first)
    {
        Next = first;
        IsOver = false;
    }

    public void End()
    {
        Next = Instant.Never;
        IsOver = true;
    }
}
