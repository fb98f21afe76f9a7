using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;

namespace Streaming.Qos.Tests.Policing;

public sealed class DscpTests
{
    [Theory]
    [InlineData(TrafficClass.Audio, 46)]
    [InlineData(TrafficClass.Video, 34)]
    [InlineData(TrafficClass.Text, 26)]
    [InlineData(TrafficClass.Control, 24)]
    public void Each_class_under_a_contract_has_a_code_point_of_its_own(TrafficClass carried, byte value)
    {
        Assert.Equal(new Dscp(value), DscpMap.For(ServiceClass.ControlledLoad).Of(carried));
        Assert.Equal(new Dscp(value), DscpMap.For(ServiceClass.Guaranteed).Of(carried));
    }

    [Fact]
    public void Colours_of_video_are_its_drop_precedences() =>
        Assert.Equal([34, 36, 38], Enum.GetValues<Colour>().Select(colour => (int)DscpMap.Contracted.Of(TrafficClass.Video, colour).Value));

    [Fact]
    public void Media_without_a_reservation_take_what_is_left_whatever_their_colour()
    {
        foreach (TrafficClass carried in Enum.GetValues<TrafficClass>())
        {
            Dscp expected = carried == TrafficClass.Control ? Dscp.CS3 : Dscp.CS0;
            DscpMap map = DscpMap.For(ServiceClass.BestEffort);
            Assert.All(Enum.GetValues<Colour>(), colour => Assert.Equal(expected, map.Of(carried, colour)));
        }
    }

    [Theory]
    [InlineData(46, 0xb8, "EF")]
    [InlineData(34, 0x88, "AF41")]
    [InlineData(38, 0x98, "AF43")]
    [InlineData(10, 0x28, "AF11")]
    [InlineData(0, 0x00, "CS0")]
    [InlineData(24, 0x60, "CS3")]
    [InlineData(63, 0xfc, "DSCP 63")]
    [InlineData(44, 0xb0, "DSCP 44")]
    public void A_code_point_lies_above_the_congestion_bits_and_has_the_name_of_its_RFC(byte value, byte octet, string name)
    {
        Assert.Equal(octet, new Dscp(value).Octet);
        Assert.Equal(name, new Dscp(value).ToString());
    }
}
