using Streaming.Emulation.Chance;

namespace Streaming.Emulation.Tests.Chance;

public sealed class SeedsTests
{
    [Theory]
    [InlineData(1, "losses", 0, 0x2504FC834DEA14C7UL)]
    [InlineData(1, "losses", 1, 0x1C54D6760F1AF138UL)]
    [InlineData(2, "losses", 0, 0xDF9E834751C6771EUL)]
    [InlineData(1, "jitter", 0, 0x5A20F7FDA24C3A7UL)]
    [InlineData(1, "", -1, 0x873CB23A618DB649UL)]
    public void A_seed_is_the_same_on_every_machine_and_in_every_process(ulong seed, string purpose, long number, ulong expected) =>
        Assert.Equal(expected, Seeds.Of(seed, purpose, number));

    [Fact]
    public void Every_purpose_and_number_of_every_run_has_a_seed_of_its_own()
    {
        HashSet<ulong> all = [];
        for (ulong seed = 0; seed < 20; seed++)
        {
            foreach (string purpose in new[] { "a", "b", "ab", "ba", "link 1", "link 2" })
            {
                for (int number = -50; number < 50; number++)
                    Assert.True(all.Add(Seeds.Of(seed, purpose, number)), $"{seed}, {purpose}, {number} has the seed of another");
            }
        }
    }
}
