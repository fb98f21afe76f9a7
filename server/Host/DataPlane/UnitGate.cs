namespace Streaming.Server.Host.DataPlane;

/// <summary>Decides which access units a full queue leaves out. Not safe for threads: its queue's lock guards it.</summary>
/// <remarks>
/// A unit is admitted with room for all of it, so that it is never cut. One refused takes with it all that follow on its channel up to a
/// key unit, and that one must find the queue half empty: a reader that is too slow then gets whole seconds and whole gaps instead of
/// single pictures. A unit larger than the whole queue gets in when the queue is empty.
/// </remarks>
internal sealed class UnitGate(int limit)
{
    private readonly Lane[] _lanes = new Lane[4];
    private Lane[]? _moreLanes;
    private int _reserved;

    public int Limit { get; } = limit;

    public long Queued { get; set; }

    public long DroppedUnits { get; private set; }

    public bool Begin(byte channel, int bytes, bool isKey)
    {
        ref Lane lane = ref LaneOf(channel);
        _reserved -= lane.Reserved;
        lane.Reserved = 0;
        long held = Queued + _reserved;
        bool fits = lane.IsDropping
            ? isKey && held <= Limit / 2 && (held + bytes <= Limit || held == 0)
            : held + bytes <= Limit || held == 0;
        lane.IsDropping = !fits;
        if (!fits)
        {
            DroppedUnits++;
            return false;
        }

        lane.Reserved = bytes;
        _reserved += bytes;
        return true;
    }

    /// <summary>A packet of the unit begun, or of one begun before a pause, for which nothing is reserved any more.</summary>
    public bool TryAdmit(byte channel, int bytes)
    {
        ref Lane lane = ref LaneOf(channel);
        if (lane.IsDropping)
            return false;
        if (lane.Reserved == 0 && Queued + _reserved + bytes > Limit)
        {
            lane.IsDropping = true;
            return false;
        }

        int taken = Math.Min(bytes, lane.Reserved);
        lane.Reserved -= taken;
        _reserved -= taken;
        return true;
    }

    public bool TryAdmitControl(int bytes) => Queued + _reserved + bytes <= Limit;

    private ref Lane LaneOf(byte channel)
    {
        // Two streams take channels 0 to 3; a client that numbers them differently pays with a larger table.
        if (channel < _lanes.Length)
            return ref _lanes[channel];
        _moreLanes ??= new Lane[256];
        return ref _moreLanes[channel];
    }

    private struct Lane
    {
        public int Reserved;
        public bool IsDropping;
    }
}
