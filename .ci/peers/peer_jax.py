"""The least milliseconds of one update of the reference configuration in JAX (lax.scan, jit, data and noise inside the jitted step): our own rewrite of the same work, for a ratio in one run."""
import sys, time, math, jax, jax.numpy as jnp
from functools import partial
B, T, N = (int(v) for v in (sys.argv[1:4] or (100, 500, 100)))
k = jax.random.split(jax.random.PRNGKey(1), 4)
P = dict(Win=jax.random.normal(k[0], (N, 3))/math.sqrt(3), W=1.5*jax.random.normal(k[1], (N, N))/math.sqrt(N), b=.1+.01*jax.random.normal(k[2], (N,)), Wout=jnp.zeros((2, N)), x0=jnp.zeros(N))
def batch(key):
    a, b = jax.random.split(key); e = .03*jax.random.normal(a, (T, B)); th0 = 2*math.pi*jax.random.uniform(b, (B,)); on = (jnp.arange(T) >= 10).astype(jnp.float32)
    v = jax.lax.scan(lambda c, x: ((.8*c+x[0])*x[1],)*2, jnp.zeros(B), (e, on))[1]; th = th0+jnp.cumsum(v, 0); cue = (1-on)[:, None]
    return jnp.stack([v, cue*jnp.sin(th0), cue*jnp.cos(th0)], -1), jnp.stack([jnp.sin(th), jnp.cos(th)], -1)
def loss(p, u, y, z):
    ub = u@p['Win'].T+p['b']
    def step(c, i):
        x, r = c; x = x+.1*(-x+r@p['W'].T+i[0]); r = jnp.maximum(jnp.tanh(x), 0)+i[1]; return (x, r), r
    x = jnp.tile(p['x0'], (B, 1)); r = jax.lax.scan(step, (x, jnp.maximum(jnp.tanh(x), 0)), (ub, z))[1]
    return ((r@p['Wout'].T-y)[10:]**2).mean()+.01*(r**2).mean()
@partial(jax.jit, donate_argnums=(0, 1, 2))
def update(p, m, s, n, key):
    a, b = jax.random.split(key); u, y = batch(a); z = .1*jax.random.normal(b, (T, B, N)); l, g = jax.value_and_grad(loss)(p, u, y, z)
    norm = jnp.sqrt(sum((v**2).sum() for v in jax.tree.leaves(g))); g = jax.tree.map(lambda v: v*jnp.minimum(1, 10/norm), g)
    m = jax.tree.map(lambda a, b: .9*a+.1*b, m, g); s = jax.tree.map(lambda a, b: .999*a+.001*b*b, s, g)
    p = jax.tree.map(lambda p, m, s: p*(1-1e-5)-1e-3*(m/(1-.9**n))/(jnp.sqrt(s/(1-.999**n))+1e-8), p, m, s); return p, m, s, l
m = jax.tree.map(jnp.zeros_like, P); s = jax.tree.map(jnp.zeros_like, P); ts = []
for n in range(1, 14):
    t = time.perf_counter(); P, m, s, l = update(P, m, s, float(n), jax.random.PRNGKey(n)); l.block_until_ready(); ts.append(1e3*(time.perf_counter()-t))
print("%.1f" % min(ts[3:]))
