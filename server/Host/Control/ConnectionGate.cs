using System.Net;

namespace Streaming.Server.Host.Control;

/// <summary>Counts connections, in all and by address, and says no in time.</summary>
internal sealed class ConnectionGate(ControlOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Subscriber, int> _bySubscriber = [];
    private int _total;

    public int Count
    {
        get
        {
            lock (_gate)
                return _total;
        }
    }

    /// <summary>True: the caller owes one <see cref="Leave"/>.</summary>
    public bool TryEnter(IPAddress remote)
    {
        Subscriber key = Subscriber.Of(remote);
        int most = key.IsHere ? options.MaxFromLoopback : options.MaxPerAddress;
        lock (_gate)
        {
            int count = _bySubscriber.GetValueOrDefault(key);
            if (_total >= options.MaxConnections || count >= most)
                return false;
            _bySubscriber[key] = count + 1;
            _total++;
            return true;
        }
    }

    public void Leave(IPAddress remote)
    {
        Subscriber key = Subscriber.Of(remote);
        lock (_gate)
        {
            int count = _bySubscriber[key] - 1;
            if (count == 0)
                _bySubscriber.Remove(key);
            else
                _bySubscriber[key] = count;
            _total--;
        }
    }
}
