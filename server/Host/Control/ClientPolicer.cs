using Streaming.Qos.Shaping;

namespace Streaming.Server.Host.Control;

/// <summary>Sees to it that no subscriber asks more of the control plane than his share, whatever number of connections he asks it
/// over.</summary>
/// <remarks>
/// One that goes over his rate is answered 503 with the time to come back, which costs as little as an answer can; one that goes on all the
/// same is hung up on. What others ask is neither counted nor delayed with it.
/// </remarks>
internal sealed class ClientPolicer(PolicingOptions options)
{
    /// <summary>Refusals in a row, each with the time to wait in it: who has not read one of these reads none.</summary>
    private const int Patience = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<Subscriber, Account> _accounts = [];
    private readonly long[] _refused = new long[Enum.GetValues<PolicingExcess>().Length];
    private PolicingOptions _options = options;
    private long _hungUp;

    /// <summary>May be changed at any time; whoever is in when a limit falls stays in.</summary>
    public PolicingOptions Options
    {
        get
        {
            lock (_gate)
                return _options;
        }

        set
        {
            lock (_gate)
                _options = value;
        }
    }

    /// <summary>How many were refused, by <see cref="PolicingExcess"/>.</summary>
    public IReadOnlyList<long> Refused
    {
        get
        {
            lock (_gate)
                return [.. _refused];
        }
    }

    /// <summary>Offenders whose connections were ended.</summary>
    public long HungUp => Interlocked.Read(ref _hungUp);

    /// <summary>Subscribers that are remembered now.</summary>
    public int Known
    {
        get
        {
            lock (_gate)
                return _accounts.Count;
        }
    }

    /// <summary>A request has come, with a body of so many bytes or none.</summary>
    public PolicingVerdict Request(Subscriber from, ByteCount body, Instant now)
    {
        lock (_gate)
        {
            if (IsExempt(from))
                return PolicingVerdict.Fine;
            Account account = Open(from, now);
            account.Adopt(_options, now);
            PolicingExcess? excess =
                !account.Requests.TryConsume(new(1), now) ? PolicingExcess.Requests
                : !account.Bodies.TryConsume(body, now) ? PolicingExcess.Bodies
                : null;
            if (excess is null)
            {
                account.Offences = 0;
                return PolicingVerdict.Fine;
            }

            TimeSpan wait = excess == PolicingExcess.Requests
                ? account.Requests.TimeUntil(new(1), now)
                : account.Bodies.TimeUntil(body, now);
            bool isOffender = ++account.Offences >= Patience;
            _refused[(int)excess]++;
            _hungUp += isOffender ? 1 : 0;
            return new(excess, wait, isOffender);
        }
    }

    /// <summary>True: the caller owes one <see cref="LeaveSession"/>.</summary>
    public bool TryEnterSession(Subscriber from, Instant now)
    {
        lock (_gate)
        {
            Account account = Open(from, now);
            if (account.Sessions >= _options.Sessions && !IsExempt(from))
            {
                _refused[(int)PolicingExcess.Sessions]++;
                return false;
            }

            account.Sessions++;
            return true;
        }
    }

    public void LeaveSession(Subscriber from)
    {
        lock (_gate)
            _accounts[from].Sessions--;
    }

    /// <summary>Forgets those who have used nothing for so long that they start anew anyway.</summary>
    public void Sweep(Instant now)
    {
        lock (_gate)
        {
            foreach ((Subscriber from, Account account) in _accounts)
            {
                if (account.IsIdle(now))
                    _accounts.Remove(from);
            }
        }
    }

    private bool IsExempt(Subscriber from) => from.IsHere && !_options.IncludesLoopback;

    private Account Open(Subscriber from, Instant now)
    {
        if (!_accounts.TryGetValue(from, out Account? account))
            _accounts[from] = account = new(_options, now);
        return account;
    }

    private sealed class Account(PolicingOptions options, Instant now)
    {
        private PolicingOptions _options = options;

        // Not readonly: their methods change them.
        public TokenBucket Requests = new(RequestRate(options), RequestBurst(options), now);
        public TokenBucket Bodies = new(BodyRate(options), BodyBurst(options), now);

        public int Sessions { get; set; }

        public int Offences { get; set; }

        public void Adopt(PolicingOptions options, Instant now)
        {
            if (ReferenceEquals(options, _options))
                return;
            _options = options;
            Requests.Change(RequestRate(options), RequestBurst(options), now);
            Bodies.Change(BodyRate(options), BodyBurst(options), now);
        }

        public bool IsIdle(Instant now) => Sessions == 0 && Requests.Level(now) == Requests.Depth && Bodies.Level(now) == Bodies.Depth;

        // A request is one token, and a bucket counts tokens as bytes.
        private static BitRate RequestRate(PolicingOptions options) => new(8L * options.RequestsPerSecond);

        private static ByteCount RequestBurst(PolicingOptions options) => new(2L * options.RequestsPerSecond);

        private static BitRate BodyRate(PolicingOptions options) => new(8 * options.BodyBytesPerSecond.Bytes);

        private static ByteCount BodyBurst(PolicingOptions options) =>
            new(Math.Max(options.BodyBytesPerSecond.Bytes, 2 * options.LargestBody.Bytes));
    }
}
