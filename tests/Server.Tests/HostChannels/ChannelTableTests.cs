using Streaming.Server.Channels;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Tests.HostChannels;

public sealed class ChannelTableTests
{
    [Fact]
    public async Task A_list_is_played_in_its_order_and_begins_anew_and_no_title_stays_open()
    {
        await using ChannelRig rig = new("one", "two");
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one", "two", "one")]);
        Assert.Equal(["one", "two", "one", "one", "two"], await rig.PlayedAsync("cinema", 45));
        Assert.InRange(rig.Shelf.Held, 1, 4);
        Assert.DoesNotContain(rig.Log.Lines, line => line.Contains("later than it should", StringComparison.Ordinal));
        await rig.Table.DisposeAsync();
        Assert.Equal(0, rig.Shelf.Held);
        Assert.Equal(["the server stops"], rig.Delivery.Byes);
    }

    [Fact]
    public async Task A_channel_waits_for_titles_that_come_later()
    {
        await using ChannelRig rig = new();
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one")]);
        Assert.Null(rig.Run("cinema").Sender);
        Assert.Equal("the library has none of its titles: one", rig.Table.Find("cinema")!.Waiting);
        Assert.Contains("streaming.yml:7: channel 'cinema': there is no title 'one'", rig.Log.Lines[0], StringComparison.Ordinal);

        rig.Shelf.Put("one");
        rig.Table.LookAgain();
        await rig.PassAsync(1);
        Assert.Equal("one", rig.Run("cinema").Playing!.Title.Facts.Id);
        Assert.Empty(rig.Run("cinema").Mistakes);
        Assert.Equal("", rig.Table.Find("cinema")!.Waiting);
    }

    [Fact]
    public async Task A_title_that_disappears_is_passed_over_until_it_is_back()
    {
        await using ChannelRig rig = new("one", "two");
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one", "two")]);
        await rig.PassAsync(1);
        ChannelSender sender = rig.Sender("cinema");

        // The one that plays is removed: it is played to its end, and the other alone from then on.
        rig.Shelf.Remove("one");
        Assert.Equal(["one", "two", "two"], await rig.PlayedAsync("cinema", 24));
        rig.Shelf.Put("one");
        Assert.Equal(["two", "two", "one"], (await rig.PlayedAsync("cinema", 19)).Prepend("two").TakeLast(3));
        Assert.Same(sender, rig.Sender("cinema"));
    }

    [Fact]
    public async Task A_title_that_cannot_be_read_is_passed_over_and_said_once()
    {
        await using ChannelRig rig = new("one", "two");
        rig.Shelf.Break("two");
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one", "two")]);
        Assert.Equal(["one", "one", "one"], await rig.PlayedAsync("cinema", 25));
        Assert.Single(rig.Log.Lines, line => line == "[channel cinema] passes 'two' over: it cannot be read");
    }

    [Fact]
    public async Task Without_any_title_left_it_is_silent_and_goes_on_when_there_is_one_again()
    {
        await using ChannelRig rig = new("one");
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one")]);
        await rig.PassAsync(1);
        rig.Shelf.Remove("one");
        ChannelSender sender = rig.Sender("cinema");
        await rig.PassAsync(30);
        Assert.Contains("[channel cinema] waits: the library has none of its titles", rig.Log.Lines);
        rig.Shelf.Put("one");
        Assert.Equal("one", Assert.Single((await rig.PlayedAsync("cinema", 5)).Distinct()));
        Assert.Same(sender, rig.Sender("cinema"));
        Assert.True(rig.Run("cinema").Playing!.Position > MediaTime.Zero + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_schedule_is_entered_in_the_middle_where_it_is_by_now()
    {
        await using ChannelRig rig = new("one", "two");
        ChannelSection channel = ChannelRig.Scheduled("news", ("11:59:56", "one"), ("12:00:06", "two")) with { AllowsGaps = true };
        await rig.Table.ConfigureAsync([channel]);
        await rig.PassAsync(1.5);
        Assert.Equal("one", rig.Run("news").Playing!.Title.Facts.Id);

        // Its zero lies where it was scheduled, within a group of pictures.
        Assert.InRange(BeganAt(rig, "news"), ChannelRig.Noon.AddSeconds(-4), ChannelRig.Noon.AddSeconds(-2.9));
        await rig.PassAsync(7.5);
        Assert.Equal("two", rig.Run("news").Playing!.Title.Facts.Id);
        Assert.InRange(BeganAt(rig, "news"), ChannelRig.Noon.AddSeconds(6), ChannelRig.Noon.AddSeconds(7.1));
    }

    [Fact]
    public async Task A_schedule_is_made_ready_before_it_is_due_and_begins_on_the_dot()
    {
        await using ChannelRig rig = new("one");
        await rig.Table.ConfigureAsync([ChannelRig.Scheduled("news", ("12:01", "one")) with { AllowsGaps = true }]);
        await rig.PassAsync(45);
        Assert.Null(rig.Run("news").Sender);
        Assert.Equal("'one' begins at 2026-01-31 12:01:00 +00:00", rig.Table.Find("news")!.Waiting);
        await rig.PassAsync(6);
        Assert.NotNull(rig.Run("news").Sender);
        Assert.Null(rig.Run("news").Playing);
        await rig.PassAsync(10);
        Assert.Equal(ChannelRig.Noon.AddMinutes(1), BeganAt(rig, "news"));
    }

    [Fact]
    public async Task The_clocks_of_the_schedule_are_those_of_its_time_zone()
    {
        await using ChannelRig rig = new("one");
        ChannelSection channel = ChannelRig.Scheduled("news", ("13:00:05", "one")) with { AllowsGaps = true, TimeZone = "Europe/Berlin" };
        await rig.Table.ConfigureAsync([channel]);
        await rig.PassAsync(6);
        Assert.Equal(ChannelRig.Noon.AddSeconds(5), BeganAt(rig, "news"));
    }

    [Fact]
    public async Task A_schedule_with_overlaps_is_not_played_and_the_other_channels_go_on()
    {
        await using ChannelRig rig = new("one", "two");
        await rig.Table.ConfigureAsync(
        [
            ChannelRig.Scheduled("news", ("12:00:00", "one"), ("12:00:04", "two")) with { AllowsGaps = true },
            ChannelRig.Channel("cinema", "one"),
        ]);
        await rig.PassAsync(5);
        Assert.Null(rig.Run("news").Sender);
        Assert.NotNull(rig.Run("cinema").Sender);
        Assert.Contains(rig.Run("news").Mistakes, mistake => mistake is { Fault: ChannelFault.Overlap, IsFatal: true });
        Assert.Single(rig.Log.Lines, line => line.StartsWith(
            "streaming.yml:7: channel 'news': 'two' begins at 2026-01-30 12:00:04", StringComparison.Ordinal)
            || line.StartsWith("streaming.yml:7: channel 'news': 'two' begins at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_gap_in_a_schedule_is_a_mistake_unless_it_is_said_to_be_none()
    {
        await using ChannelRig rig = new("one", "two");
        ChannelSection gappy = ChannelRig.Scheduled("news", ("12:00:00", "one"), ("12:00:20", "two"));
        await rig.Table.ConfigureAsync([gappy]);
        Assert.Null(rig.Run("news").Sender);
        Assert.EndsWith("'gaps: allowed' lets it be so", rig.Run("news").Waiting, StringComparison.Ordinal);

        await rig.Table.ConfigureAsync([gappy with { AllowsGaps = true }]);
        Assert.Equal(["one", "two"], await rig.PlayedAsync("news", 25));
        Assert.Equal(ChannelRig.Noon.AddSeconds(20), BeganAt(rig, "news"));
    }

    [Fact]
    public async Task Changed_channels_begin_anew_and_the_others_are_not_touched()
    {
        await using ChannelRig rig = new("one");
        ChannelSection stays = ChannelRig.Channel("stays", "one"), goes = ChannelRig.Channel("gone", "one");
        ChannelSection moves = ChannelRig.Channel("mv", "one");
        await rig.Table.ConfigureAsync([stays, goes, moves]);
        await rig.PassAsync(2);
        (ChannelSender staying, ChannelSender moving) = (rig.Sender("stays"), rig.Sender("mv"));

        await rig.Table.ConfigureAsync([moves with { Port = 30_000 }, stays with { Origin = "streaming.yml:9" }]);
        await rig.PassAsync(1);
        Assert.Same(staying, rig.Sender("stays"));
        Assert.NotSame(moving, rig.Sender("mv"));
        Assert.Null(rig.Table.Find("gone"));
        Assert.Equal(["it is not declared any more", "it begins anew with what has changed"], rig.Delivery.Byes);
        Assert.Equal(2, rig.Delivery.Running.Count);
    }

    [Fact]
    public async Task Another_programme_is_gone_over_to_without_a_cut()
    {
        await using ChannelRig rig = new("one", "two", "three");
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one", "two")]);
        await rig.PassAsync(1);
        ChannelSender sender = rig.Sender("cinema");
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "three", "one", "three") with { Label = "Another" }]);

        // The next one had been handed over already.
        Assert.Equal(["one", "two", "three"], await rig.PlayedAsync("cinema", 25));
        Assert.Same(sender, rig.Sender("cinema"));
        Assert.Empty(rig.Delivery.Byes);
    }

    [Fact]
    public async Task A_list_that_is_not_looped_ends_with_a_goodbye_and_stays_over()
    {
        await using ChannelRig rig = new("one", "two");
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one", "two") with { Loop = false }]);
        Assert.Equal(["one", "two"], await rig.PlayedAsync("cinema", 60));
        Assert.Equal(["its programme is over"], rig.Delivery.Byes);
        Assert.Equal((false, "its programme is over", 0), (rig.Run("cinema").IsSent, rig.Run("cinema").Waiting, rig.Shelf.Held));
    }

    [Fact]
    public async Task What_cannot_be_sent_is_said_and_tried_again()
    {
        await using ChannelRig rig = new("one");
        rig.Delivery.Trouble = "there is no way to 239.255.6.0: name an interface";
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one")]);
        await rig.PassAsync(10);
        Assert.Single(rig.Log.Lines, line => line.Contains("cannot be sent: there is no way", StringComparison.Ordinal));
        Assert.Equal(0, rig.Shelf.Held);
        rig.Delivery.Trouble = null;
        await rig.PassAsync(25);
        Assert.NotNull(rig.Run("cinema").Sender);
    }

    [Fact]
    public async Task A_sender_that_fails_is_replaced_a_while_later()
    {
        await using ChannelRig rig = new("one");
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one")]);
        ChannelSender first = rig.Sender("cinema");
        rig.Delivery.Events!.Failed(first, "the disk is gone");
        await rig.PassAsync(1);
        Assert.Equal((false, "the disk is gone", 0), (rig.Run("cinema").IsSent, rig.Run("cinema").Waiting, rig.Shelf.Held));
        await rig.PassAsync(31);
        Assert.NotSame(first, rig.Sender("cinema"));
    }

    [Fact]
    public async Task Both_forms_are_handed_the_same_titles()
    {
        await using ChannelRig rig = new("one", "two");
        await rig.Table.ConfigureAsync([ChannelRig.Channel("cinema", "one", "two") with { Format = ChannelFormat.Both, Sounds = [] }]);
        await rig.PassAsync(25);
        Assert.Equal(2, rig.Delivery.Running.Count);
        Assert.NotNull(rig.Run("cinema").TransportStream);
        Assert.InRange(rig.Shelf.Held, 2, 6);
        await rig.Table.ConfigureAsync([]);
        Assert.Equal(0, rig.Shelf.Held);
        Assert.Empty(rig.Delivery.Running);
    }

    [Fact]
    public async Task What_the_API_made_is_there_after_a_restart_and_the_configuration_goes_first()
    {
        await using ChannelRig rig = new("one");
        ChannelSection made = ChannelRig.Channel("made", "one") with { Label = "Made", Port = 30_000 };
        await rig.Table.KeepAsync(made);
        await rig.Table.KeepAsync(ChannelRig.Channel("other", "one"));
        await rig.RestartAsync(ChannelRig.Channel("file", "one") with { Port = 40_000, Group = made.Group });

        Assert.Equal(["made", "other", "file"], rig.Table.Names);
        Assert.True(ChannelKeys.AreSame(made, rig.Run("made").Section));
        Assert.Null(rig.Run("made").Sender);
        Assert.Contains("is of channel 'file' as well", rig.Run("made").Waiting, StringComparison.Ordinal);
        Assert.NotNull(rig.Run("other").Sender);
        Assert.NotNull(rig.Run("file").Sender);

        await rig.Table.RemoveAsync("other");
        await rig.RestartAsync();
        Assert.Equal(["made"], rig.Table.Names);
        Assert.NotNull(rig.Run("made").Sender);
    }

    [Fact]
    public async Task A_file_of_channels_that_cannot_be_read_is_put_aside()
    {
        await using ChannelRig rig = new("one");
        await File.WriteAllTextAsync(rig.File, """[{"name":"made","group":"nonsense"}]""", TestContext.Current.CancellationToken);
        await rig.RestartAsync();
        Assert.Empty(rig.Table.Names);
        Assert.True(File.Exists(rig.File + ".unreadable"));
        Assert.Contains(rig.Log.Lines, line => line.Contains("'nonsense' is not a multicast group", StringComparison.Ordinal));
    }

    /// <summary>When the zero of what plays is sent, by the time of day.</summary>
    private static DateTimeOffset BeganAt(ChannelRig rig, string name) =>
        rig.Table.Wall - (rig.Table.Now - rig.Run(name).Playing!.At);
}
