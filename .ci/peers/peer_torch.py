"""The least milliseconds of one update of the reference configuration in eager PyTorch: our own rewrite of the same work, for a ratio in one run."""
import sys, time, math, torch
torch.manual_seed(1); B, T, N = (int(v) for v in (sys.argv[1:4] or (100, 500, 100)))
Win = torch.nn.Parameter(torch.randn(N, 3)/math.sqrt(3)); W = torch.nn.Parameter(1.5*torch.randn(N, N)/math.sqrt(N)); b = torch.nn.Parameter(.1+.01*torch.randn(N))
Wout = torch.nn.Parameter(torch.zeros(2, N)); x0 = torch.nn.Parameter(torch.zeros(N)); ps = [Win, W, b, Wout, x0]; opt = torch.optim.AdamW(ps, lr=1e-3)
def batch():
    v = torch.zeros(B, T); e = .03*torch.randn(B, T)
    for t in range(10, T): v[:, t] = .8*v[:, t-1]+e[:, t]
    th0 = 2*math.pi*torch.rand(B, 1); th = th0+v.cumsum(1); u = torch.zeros(B, T, 3); u[..., 0] = v; u[:, :10, 1] = th0.sin(); u[:, :10, 2] = th0.cos()
    return u, torch.stack([th.sin(), th.cos()], -1)
def update():
    noise = .1*torch.randn(B, T, N); u, y = batch(); x = x0.expand(B, N); r = torch.tanh(x).clamp(min=0); hs = []
    for t in range(T):
        x = x+.1*(-x+r@W.T+u[:, t]@Win.T+b); r = torch.tanh(x).clamp(min=0)+noise[:, t]; hs.append(r)
    h = torch.stack(hs, 1); loss = ((h@Wout.T-y)[:, 10:]**2).mean()+.01*(h**2).mean()
    opt.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(ps, 10); opt.step()
best = None
for threads in (1, 2):
    torch.set_num_threads(threads); update(); ts = []
    for _ in range(7):
        s = time.perf_counter(); update(); ts.append(1e3*(time.perf_counter()-s))
    m = min(ts); best = m if best is None else min(best, m)
print("%.1f" % best)
