using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Admission;

/// <summary>What one link has to give, and what of it is given. Sums are exact: they return to zero with the last flow.</summary>
internal sealed class LinkBudget(Link link)
{
    private BitRate _guaranteed, _controlled, _booked;
    private ByteCount _depth;
    private int _guaranteedFlows, _controlledFlows, _bestEffortFlows;

    public Link Link { get; set; } = link;

    public Resource Rate { get; } = new(ResourceKind.Rate, link.Name, link.Index);

    public Resource Buffer { get; } = new(ResourceKind.Buffer, link.Name, link.Index);

    public BitRate? Used { get; set; }

    public BitRate Reserved => _guaranteed + _controlled + _booked;

    public ByteCount Depth => _depth;

    /// <summary>Below zero where the link shrank under what it has promised.</summary>
    public BitRate FreeRate => Link.ReservableRate - Reserved;

    public ByteCount FreeBuffer => Link.Buffer - _depth;

    public void Take(FlowDemand demand) => Count(demand, 1);

    public void Give(FlowDemand demand) => Count(demand, -1);

    public LinkUsage Snapshot() => new()
    {
        Link = Link,
        Guaranteed = _guaranteed,
        ControlledLoad = _controlled,
        Booked = _booked,
        Depth = _depth,
        GuaranteedFlows = _guaranteedFlows,
        ControlledLoadFlows = _controlledFlows,
        BestEffortFlows = _bestEffortFlows,
        Used = Used,
    };

    private void Count(FlowDemand demand, int sign)
    {
        BitRate rate = new(sign * demand.Rate.BitsPerSecond);
        _depth += new ByteCount(sign * demand.Depth.Bytes);
        if (demand.IsBooked)
        {
            _booked += rate;
        }
        else if (demand.Class == ServiceClass.Guaranteed)
        {
            _guaranteed += rate;
            _guaranteedFlows += sign;
        }
        else if (demand.Class == ServiceClass.ControlledLoad)
        {
            _controlled += rate;
            _controlledFlows += sign;
        }
        else
        {
            _bestEffortFlows += sign;
        }

        Invariant.That(_guaranteed >= BitRate.Zero && _controlled >= BitRate.Zero && _booked >= BitRate.Zero && _depth >= ByteCount.Zero);
    }
}
