using Streaming.Formats.Fec;
using Streaming.Primitives.Chance;

namespace Streaming.Codecs.Tests.Fec;

public sealed class ParityTests
{
    [Fact]
    public void A_sum_is_the_exclusive_or_of_every_byte_whatever_the_length_and_the_place()
    {
        SeededRandom random = new(1);
        byte[] sum = new byte[700], packet = new byte[700];
        for (int length = 0; length <= 600; length++)
        {
            random.Fill(sum);
            random.Fill(packet);
            int to = random.Next(64), from = random.Next(64);
            byte[] expected = [.. sum.Select((value, i) => i >= to && i < to + length ? (byte)(value ^ packet[i - to + from]) : value)];
            Parity.Add(sum.AsSpan(to), packet.AsSpan(from, length));
            Assert.Equal(expected, sum);
        }
    }

    [Fact]
    public void What_is_added_twice_is_taken_out()
    {
        byte[] sum = new byte[1_400], packet = new byte[1_400];
        new SeededRandom(2).Fill(packet);
        Parity.Add(sum, packet);
        Parity.Add(sum, packet);
        Assert.All(sum, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_sum_shorter_than_the_packet_is_a_broken_invariant() =>
        Assert.Throws<InvalidOperationException>(() => Parity.Add(new byte[9], new byte[10]));
}
