using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Policing;

/// <summary>Which code point a packet is sent with, by what it carries and what colour it has.</summary>
public sealed class DscpMap
{
    /// <summary>For sessions with a contract: RFC 4594 §2.3, with assured forwarding where there is a colour to show.</summary>
    /// <remarks>Expedited forwarding has one precedence only, and one flow in two classes would arrive out of order: yellow sound stays
    /// what it is. What is red was promised to nobody.</remarks>
    public static readonly DscpMap Contracted = new(
    [
        [Dscp.CS3, Dscp.CS3, Dscp.CS3],
        [Dscp.EF, Dscp.EF, Dscp.CS0],
        [Dscp.AF41, Dscp.AF42, Dscp.AF43],
        [Dscp.AF31, Dscp.AF32, Dscp.AF33],
    ]);

    /// <summary>For sessions that nothing is reserved for: their media take what is left, their control packets do not.</summary>
    public static readonly DscpMap BestEffort = new(
    [
        [Dscp.CS3, Dscp.CS3, Dscp.CS3],
        [Dscp.CS0, Dscp.CS0, Dscp.CS0],
        [Dscp.CS0, Dscp.CS0, Dscp.CS0],
        [Dscp.CS0, Dscp.CS0, Dscp.CS0],
    ]);

    private readonly Dscp[][] _points;

    private DscpMap(Dscp[][] points) => _points = points;

    public static DscpMap For(ServiceClass service) => service == ServiceClass.BestEffort ? BestEffort : Contracted;

    public Dscp Of(TrafficClass carried, Colour colour = Colour.Green) => _points[(int)carried][(int)colour];
}
