using Streaming.Qos.Policing;

namespace Streaming.Server.Host.DataPlane;

/// <summary>What a batch remembers of one message: whose it is and how it is cut.</summary>
internal struct Message(StreamRoute route, IByteSource? film, Dscp marking, Instant due, Instant deadline, int bytes)
{
    public StreamRoute Route = route;
    /// <summary>That it is made of; null: it was made whole.</summary>
    public IByteSource? Film = film;
    public Dscp Marking = marking;
    public Instant Due = due;

    /// <summary>Of its first packet.</summary>
    public Instant Deadline = deadline;
    public int Bytes = bytes;
    public int Packets = 1;

    /// <summary>Bytes of each packet but the last.</summary>
    public int Segment = bytes;
    public bool IsControl;

    /// <summary>The last packet was shorter: nothing may follow it.</summary>
    public bool IsClosed;
}
