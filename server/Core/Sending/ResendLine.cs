using System.Diagnostics.CodeAnalysis;

namespace Streaming.Server.Sending;

/// <summary>The packets of one receiver that wait to be sent again, first come, first served.</summary>
internal sealed class ResendLine
{
    /// <summary>A burst of 64 losses; in 200 kb/s they take 3.6 s, by which time the last of them are no longer wanted.</summary>
    private const int Limit = 64;

    private readonly (ResendLog Log, long Packet)[] _waiting = new (ResendLog, long)[Limit];
    private int _first;
    private int _count;

    public bool IsFull => _count == Limit;

    /// <summary>There is room for it.</summary>
    public void Add(ResendLog log, long packet) => _waiting[(_first + _count++) % Limit] = (log, packet);

    /// <summary>The first that is still wanted; those before it are given up.</summary>
    public bool TryPeek(Instant now, [NotNullWhen(true)] out ResendLog? log, out long packet)
    {
        for (; _count > 0; Drop())
        {
            (log, packet) = _waiting[_first];
            if (log.IsWanted(packet, now))
                return true;
            log.Refuse(ResendRefusal.TooOld);
        }

        (log, packet) = (null, 0);
        return false;
    }

    /// <summary>The first is sent, or given up.</summary>
    public void Drop()
    {
        _waiting[_first] = default;
        _first = (_first + 1) % Limit;
        _count--;
    }

    /// <summary>Gives up all packets of one stream.</summary>
    public void Forget(ResendLog log)
    {
        for (int left = _count; left > 0; left--)
        {
            (ResendLog Log, long Packet) first = _waiting[_first];
            Drop();
            if (first.Log != log)
                Add(first.Log, first.Packet);
        }
    }
}
