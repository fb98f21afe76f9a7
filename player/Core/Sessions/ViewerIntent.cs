namespace Streaming.Player.Sessions;

/// <summary>What the viewer wants and the server has not been asked for yet. Of wishes of one kind the newest wins.</summary>
internal sealed class ViewerIntent
{
    private double _scale = 1;
    private double _speed = 1;
    private MediaTime? _from;
    private ViewerCommand? _rate;

    /// <summary>Whether it is to play.</summary>
    public bool Runs { get; set; } = true;

    /// <summary>Where it is to go on; null: where it stands.</summary>
    public ViewerCommand.Seek? Seek { get; private set; }

    /// <summary>The sound there is to be; null: no other than there is.</summary>
    public OfferedTrack? Sound { get; set; }

    public bool WantsPlace => Seek is not null;

    public bool WantsRate => _rate is not null;

    public void SeekTo(ViewerCommand.Seek seek)
    {
        Seek = seek;
        _from = null;
        Runs = true;
    }

    public void SetScale(double scale, MediaTime? from)
    {
        (_scale, _rate) = (scale, new ViewerCommand.ChangeScale(scale));
        Runs = true;
        Begin(from);
    }

    public void SetSpeed(double speed, MediaTime? from)
    {
        (_speed, _rate) = (speed, new ViewerCommand.ChangeSpeed(speed));
        Begin(from);
    }

    /// <summary>Makes a request of it; what it asks for is then wanted no more.</summary>
    public PlayAsk Take()
    {
        bool isNamed = _rate is not null;
        double? scale = isNamed || _scale != 1 ? _scale : null, speed = isNamed || _speed != 1 ? _speed : null;
        MediaTime? from = Seek?.To ?? _from;
        SeekDirection? style = Seek?.Direction ?? (from is null ? null : SeekDirection.Backward);
        PlayAsk ask = new(from, style, scale, speed) { Cause = Seek ?? _rate ?? new ViewerCommand.Resume() };
        (Seek, _from, _rate) = (null, null, null);
        return ask;
    }

    /// <summary>What the server granted is what there is; unless another wish has come since.</summary>
    public void Settle(double scale, double speed)
    {
        if (_rate is null)
            (_scale, _speed) = (scale, speed);
    }

    /// <summary>A position that was sought but not asked for yet stays; from there it goes on at the new pace.</summary>
    private void Begin(MediaTime? from)
    {
        if (Seek is null)
            _from = from;
    }
}
