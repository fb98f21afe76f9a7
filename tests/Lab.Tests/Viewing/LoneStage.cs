using System.Net;
using Streaming.Emulation.Links;
using Streaming.Formats.Rtsp;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Viewers;
using Streaming.Lab.Virtual;
using Streaming.Lab.Virtual.Viewing;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Tests.Viewing;

/// <summary>One viewer, one server, and a way between them that delays everything alike and loses what it is told to lose.</summary>
internal sealed class LoneStage : IViewerWire, IViewerWitness, IDisposable
{
    public static readonly Instant Start = Instant.FromSeconds(1_000);

    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(10);

    private readonly PriorityQueue<Action<Instant>, (Instant At, long Order)> _agenda = new();
    private readonly Instant _came;
    private long _order;
    private bool _isConnected;

    public LoneStage(Audience audience, double seconds = 20, TimeSpan? comes = null, ulong seed = 1, Func<IPictureLine>? pictures = null)
    {
        _came = Start + (comes ?? TimeSpan.Zero);
        Server = new(new LoneFilm(seconds), Leave);
        Viewer = new(
            new()
            {
                Number = 7,
                Id = $"{audience.Name}.1",
                Audience = audience,
                Link = "attic",
                Address = IPAddress.Parse("10.0.0.1"),
                Server = new(IPAddress.Parse("192.0.2.1"), 8_554),
                Seed = seed,
                RunStart = Start,
                Pictures = pictures,
            },
            this,
            this,
            _came);
        Now = _came;
    }

    public LoneServer Server { get; }

    public VirtualViewer Viewer { get; }

    public Instant Now { get; private set; }

    /// <summary>Nobody takes connections.</summary>
    public bool IsServerDead { get; set; }

    /// <summary>Which packet of media is lost, by its number; null: none.</summary>
    public Func<long, bool>? Loses { get; set; }

    /// <summary>Nothing passes.</summary>
    public bool IsDown { get; set; }

    /// <summary>Packets of media that left, and that were lost.</summary>
    public (long Sent, long Lost) Media { get; private set; }

    public List<RunEvent> Events { get; } = [];

    public bool IsGone { get; private set; }

    public SessionRecord Record => Viewer.Record(Now);

    public static Audience Watching(params ViewerStep[] steps) => new()
    {
        Name = "home", Count = 1, Behind = "attic", Title = "film", Steps = steps, Wish = new() { Buffer = TimeSpan.FromMilliseconds(200) },
    };

    /// <summary>Plays for so long, or until the viewer is gone.</summary>
    public LoneStage Run(double seconds)
    {
        Instant end = Now + TimeSpan.FromSeconds(seconds);
        if (Now == _came && Viewer.Next == Instant.Never)
            Viewer.Start(Now);
        while (!IsGone)
        {
            Instant agenda = _agenda.TryPeek(out _, out (Instant At, long) first) ? first.At : Instant.Never;
            Instant next = Instant.Min(agenda, Instant.Min(Server.Next, Viewer.Next));
            if (next > end)
                break;
            Now = Instant.Max(Now, next);
            if (Server.Next <= Now)
                Server.Advance(Now);
            while (_agenda.TryPeek(out Action<Instant>? act, out first) && first.At <= Now)
            {
                _agenda.Dequeue();
                act(Now);
            }

            if (Viewer.Next <= Now)
                Viewer.Advance(Now);
        }

        Now = IsGone ? Now : end;
        return this;
    }

    public void KillServer()
    {
        IsServerDead = true;
        Server.Forget();
        At(Way, now => Viewer.Disconnected("the server is gone", now));
    }

    public void StartServer() => IsServerDead = false;

    public void Connect(int viewer, Instant now)
    {
        Assert.Equal(7, viewer);
        _isConnected = !IsServerDead;
        if (IsServerDead)
            At(Way * 2, Viewer.ConnectionRefused);
    }

    public void Ask(int viewer, RtspRequest request, Instant now)
    {
        if (_isConnected && !IsServerDead)
            At(Way, arrived => Answer(Server.Accept(request, arrived)));
    }

    public void Respond(int viewer, RtspResponse response, Instant now)
    {
    }

    public void HangUp(int viewer, Instant now) => _isConnected = false;

    public void Report(int viewer, int fromPort, ReadOnlySpan<byte> compound, Instant now)
    {
        byte[] bytes = compound.ToArray();
        At(Way, arrived => Server.AcceptReport(bytes, arrived));
    }

    public void Join(int viewer, IPEndPoint group, Instant now) => Assert.Fail("a title comes by no group");

    public void Leave(int viewer, IPEndPoint group, Instant now) => Assert.Fail("a title comes by no group");

    public void Happened(int viewer, RunEvent what) => Events.Add(what);

    public void Gone(int viewer, Instant now) => IsGone = true;

    public void Dispose() => Viewer.Dispose();

    private void Answer(RtspResponse response) => At(Way, arrived => Viewer.Accept(response, arrived));

    private void Leave(int port, byte[] bytes, bool isReport)
    {
        Instant sent = Now;
        if (!isReport)
        {
            bool isLost = IsDown || Loses?.Invoke(Media.Sent) == true;
            Media = (Media.Sent + 1, Media.Lost + (isLost ? 1 : 0));
            if (isLost)
            {
                Viewer.Dropped("attic", IsDown ? DropCause.Down : DropCause.Loss, Now);
                return;
            }
        }

        if (!IsDown)
            At(Way, arrived => Viewer.AcceptDatagram(port, bytes, sent, arrived));
    }

    private void At(TimeSpan wait, Action<Instant> act) => _agenda.Enqueue(act, (Now + wait, _order++));
}
