using Streaming.Player.Client;
using Streaming.Player.Contracts;
using Streaming.Player.Desktop.Memory;
using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Tests.Playing;

/// <summary>What becomes of sessions that end, before a viewer's eyes.</summary>
public sealed class FilmPlayerTests
{
    private const string Film = "rtsp://192.0.2.1:8554/film";

    private readonly List<FakeClient> _clients = [];
    private readonly List<string> _notes = [];

    [Fact]
    public async Task A_full_link_offers_what_would_fit_and_enter_takes_it()
    {
        using FilmPlayer player = Make();
        player.Do(new PlayerCommand.Open(Film));
        await EndAsync(player, client => client.End(new SessionOutcome.Failed(FailureKind.Refused, 453, "no room", Full())));

        PlayerView view = player.View(default);
        Assert.Equal(PlayerPhase.Failed, view.Phase);
        Assert.Equal(new("The link to you is full: 480p would fit.", "watch it in 480p"), view.Trouble);

        player.Do(new PlayerCommand.TakeRemedy());
        Assert.Equal(2, _clients.Count);
        Assert.Equal(["480p"], _clients[1].Options.Client.Wish.Accept);
        Assert.Null(player.View(default).Trouble);
        Assert.Equal(PlayerPhase.Opening, player.View(default).Phase);
    }

    [Fact]
    public async Task A_defect_of_the_player_is_said_on_the_screen_and_to_the_console_and_can_be_tried_again()
    {
        using FilmPlayer player = Make();
        player.Do(new PlayerCommand.Open(Film));
        await EndAsync(player, client => client.Break(new InvalidOperationException("a wheel came off")));

        Assert.Equal(new("The player failed: a wheel came off.", "try again"), player.View(default).Trouble);
        Assert.Contains(_notes, note => note.Contains("a wheel came off") && note.Contains(nameof(InvalidOperationException)));

        player.Do(new PlayerCommand.TakeRemedy());
        Assert.Equal(2, _clients.Count);
        Assert.Equal(PlayerPhase.Opening, player.View(default).Phase);
    }

    [Fact]
    public async Task What_never_played_is_not_tried_again_by_itself()
    {
        using FilmPlayer player = Make();
        player.Do(new PlayerCommand.Open(Film));
        await EndAsync(player, client => client.End(new SessionOutcome.Failed(FailureKind.Disconnected, 0, "nobody answers there")));

        Assert.Equal(new("Nobody answers there.", "try again"), player.View(default).Trouble);
        Assert.Single(_clients);
    }

    [Fact]
    public void What_is_no_address_is_said_at_once()
    {
        using FilmPlayer player = Make();
        player.Do(new PlayerCommand.Open("a good film"));

        Assert.Equal(PlayerPhase.Failed, player.View(default).Phase);
        Assert.Null(player.View(default).Trouble!.Remedy);
        Assert.Empty(_clients);
    }

    [Fact]
    public void A_machine_without_sound_plays_in_silence_and_says_so()
    {
        using FilmPlayer player = Make();
        Assert.Equal(["no device; the film is played in silence"], _notes);
    }

    [Fact]
    public void Steps_add_up_while_a_seek_is_under_way()
    {
        using FilmPlayer player = Make();
        player.Do(new PlayerCommand.Open(Film));
        for (int i = 0; i < 3; i++)
            player.Do(new PlayerCommand.SeekBy(TimeSpan.FromSeconds(5)));
        player.Do(new PlayerCommand.SeekBy(TimeSpan.FromSeconds(-60)));

        Assert.Equal(
            [
                (MediaTime.FromSeconds(5), SeekDirection.Forward), (MediaTime.FromSeconds(10), SeekDirection.Forward),
                (MediaTime.FromSeconds(15), SeekDirection.Forward), (MediaTime.Zero, SeekDirection.Backward),
            ],
            _clients[0].Seeks);
        Assert.Equal(MediaTime.Zero, player.View(default).Position);
    }

    private static Shortage Full()
    {
        const string Offer = "r=900kb/s; b=9000; p=4Mb/s; m=60; M=1448; class=controlled-load; point=480p; buffer=1s";
        Assert.True(ContractText.TryParse(Offer, out ContractText? alternative, out _));
        return new("access", "3 Mb/s", "1 Mb/s", alternative, null);
    }

    private FilmPlayer Make() => new(new()
    {
        Client = playing =>
        {
            _clients.Add(new(playing));
            return _clients[^1];
        },
        Decoders = new FfmpegDecoders(),
        Speaker = NoSpeaker,
        Clock = () => default,
        Memory = new PlayerMemory(null, _ => { }),
        Note = _notes.Add,
    });

    private static ISpeaker? NoSpeaker(SoundFill fill, out string problem)
    {
        problem = "no device";
        return null;
    }

    /// <summary>The player hears of it on another thread, and is waited for.</summary>
    private Task EndAsync(FilmPlayer player, Action<FakeClient> end)
    {
        Task settled = player.SettledAsync();
        end(_clients[^1]);
        return settled;
    }

    private sealed class FakeClient(PlayingOptions options) : IFilmClient
    {
        private readonly TaskCompletionSource<PlayerResult> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public PlayingOptions Options => options;

        public List<(MediaTime To, SeekDirection Direction)> Seeks { get; } = [];

        public void End(SessionOutcome outcome) => _over.TrySetResult(new(
            outcome,
            new() { Url = Film, Transport = "none", Outcome = "failed", WallMs = 0, Streams = [] },
            null,
            null,
            []));

        public void Break(Exception fault) => _over.TrySetException(fault);

        public Task<PlayerResult> RunAsync(CancellationToken stop)
        {
            stop.Register(() => End(new SessionOutcome.Failed(FailureKind.Disconnected, 0, "left")));
            return _over.Task;
        }

        public void Pause()
        {
        }

        public void Resume()
        {
        }

        public void Seek(MediaTime to, SeekDirection direction) => Seeks.Add((to, direction));

        public void SetScale(double scale, MediaTime? from)
        {
        }

        public void SetSpeed(double speed)
        {
        }

        public void ChooseAudio(OfferedTrack track)
        {
        }

        public void RequestKeyPicture(ActiveStream stream)
        {
        }

        public void Ask(FlowSpec wish)
        {
        }
    }
}
