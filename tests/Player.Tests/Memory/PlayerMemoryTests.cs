using Streaming.Player.Desktop.Memory;
using Streaming.Testing;

namespace Streaming.Player.Tests.Memory;

public sealed class PlayerMemoryTests
{
    private const string Film = "rtsp://h/film";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_film_goes_on_where_it_was_left_in_another_evening_too()
    {
        using TemporaryFolder folder = new();
        PlayerMemory evening = new(folder.Path, Assert.Fail);
        evening.Opened(Film, "A film");
        evening.Left(Film, "A film", MediaTime.FromSeconds(754), Hour);
        evening.Change(habits => habits with { Volume = 0.4, Text = "de" });

        PlayerMemory next = new(folder.Path, Assert.Fail);
        Assert.Equal(MediaTime.FromSeconds(754), next.Resume(Film));
        Assert.Equal((0.4, "de"), (next.Habits.Volume, next.Habits.Text));
        Assert.Equal("A film", Assert.Single(next.Addresses).Name);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(6, true)]
    [InlineData(3400, true)]
    [InlineData(3500, false)]
    public void Who_has_only_looked_in_or_seen_the_end_begins_at_the_beginning(int left, bool goesOn)
    {
        PlayerMemory memory = new(null, Assert.Fail);
        memory.Left(Film, "A film", MediaTime.FromSeconds(left), Hour);
        Assert.Equal(goesOn, memory.Resume(Film) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1, 2]")]
    [InlineData("\0\0\0\0")]
    public void A_broken_file_is_ignored_said_and_written_anew(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "player.json"), text);
        List<string> notes = [];
        PlayerMemory memory = new(folder.Path, notes.Add);

        Assert.Single(notes);
        Assert.Empty(memory.Addresses);
        memory.Opened(Film, "A film");
        Assert.Single(new PlayerMemory(folder.Path, Assert.Fail).Addresses);
    }

    [Fact]
    public void The_oldest_address_makes_room_for_the_newest()
    {
        PlayerMemory memory = new(null, Assert.Fail);
        for (int i = 0; i <= PlayerMemory.MostAddresses; i++)
            memory.Opened($"rtsp://h/{i}", "");

        Assert.Equal(PlayerMemory.MostAddresses, memory.Addresses.Count);
        Assert.Equal($"rtsp://h/{PlayerMemory.MostAddresses}", memory.Addresses[0].Address);
        Assert.DoesNotContain(memory.Addresses, one => one.Address == "rtsp://h/0");
    }
}
