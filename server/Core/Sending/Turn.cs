namespace Streaming.Server.Sending;

/// <summary>What of a session leaves next by plan: packets of one of its streams, or a report.</summary>
internal readonly struct Turn
{
    private Turn(SendStream? stream, Instant planned, bool isReport, bool hasMedia) =>
        (Stream, Planned, IsReport, HasMedia) = (stream, planned, isReport, hasMedia);

    /// <summary>Null where nothing is planned.</summary>
    public SendStream? Stream { get; }

    public Instant Planned { get; }

    public bool IsReport { get; }

    /// <summary>Whether any of the streams still has packets to send.</summary>
    public bool HasMedia { get; }

    /// <summary>Bytes of it that the shaper holds back; zero: none.</summary>
    public int Held => IsReport ? Stream!.Reporting.Held : Stream!.Held;

    public static Turn First(ReadOnlySpan<SendStream> streams)
    {
        SendStream? first = null;
        bool hasMedia = false;
        (Instant at, bool isReport) = (Instant.Never, false);
        foreach (SendStream stream in streams)
        {
            hasMedia |= stream.Departure != Instant.Never;
            if (stream.Reporting.Next < at)
                (first, at, isReport) = (stream, stream.Reporting.Next, true);
            if (stream.Departure < at)
                (first, at, isReport) = (stream, stream.Departure, false);
        }

        return new(first, at, isReport, hasMedia);
    }

    /// <summary>When it may leave, as far as the gate is concerned.</summary>
    /// <remarks>A train waits until all of it may leave, since two halves cost the kernel twice; not where that would make it or the viewer
    /// wait.</remarks>
    public Instant Due(Outlet outlet)
    {
        int need = IsReport || Stream!.IsOpening || Stream.IsTight ? 1 : Stream.TrainLeft;
        return outlet.EarliestFor(need, Planned);
    }
}
